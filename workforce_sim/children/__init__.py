"""What happens to a child, from referral to leaving care, as rates and stocks that follow from published figures."""
