"""`python -m fupin_desktop`; nothing but a call."""

from fupin_desktop.cli import main

if __name__ == "__main__":
    main()
