"""Backbones, their weights and the device they run on; the weight-free Classic features.

Importing this package loads no torch. It does set how torch's threads wait, which only counts before torch loads:
spinning OpenMP threads ran 7 to 20 times slower on a busy two-core machine.
"""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
