"""`python -m cjdata`."""

import sys

from cjdata.cli import main

if __name__ == "__main__":
    sys.exit(main())
