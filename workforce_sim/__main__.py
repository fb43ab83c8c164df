"""Run the command line as ``python -m workforce_sim``."""

from workforce_sim.cli import main

if __name__ == "__main__":
    main(prog_name="workforce-sim")
