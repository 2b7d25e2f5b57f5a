"""Where does the benchmark that counts labelled claims lie?"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
