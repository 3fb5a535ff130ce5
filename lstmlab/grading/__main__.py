"""`python -m lstmlab.grading grade ...` is `lstmlab grade ...`."""

import sys

from lstmlab.grading.cli import main

if __name__ == "__main__":
    sys.exit(main())
