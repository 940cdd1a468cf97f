"""Small plots drawn by hand: with words, not only colours."""
