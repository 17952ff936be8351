"""`python -m dashboard`: serve a case, or check one."""

import sys

from dashboard.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
