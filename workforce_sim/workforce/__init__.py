"""The workforce: social workers, apprentices and agency workers as stories told in SimPy processes."""
