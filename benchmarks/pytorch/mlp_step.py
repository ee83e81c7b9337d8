"""Time of one Adam step of the MLP 784-512-512-10, batch 128, in PyTorch: the peer of EngineSteps.

Usage: OMP_NUM_THREADS=1 python3 mlp_step.py [threads]
"""
import sys
import time

import torch

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
torch.set_num_threads(threads)
torch.manual_seed(0)
network = torch.nn.Sequential(
    torch.nn.Linear(784, 512), torch.nn.ReLU(), torch.nn.Linear(512, 512), torch.nn.ReLU(), torch.nn.Linear(512, 10)
)
optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
features, labels = torch.rand(128, 784), torch.arange(128) % 10
wall, processor = [], []
for _ in range(600):
    start, start_processor = time.perf_counter(), time.process_time()
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(network(features), labels).backward()
    optimizer.step()
    wall.append((time.perf_counter() - start) * 1e3)
    processor.append((time.process_time() - start_processor) * 1e3)
for name, times in (("wall clock", sorted(wall[100:])), ("processor", sorted(processor[100:]))):
    print(f"torch {torch.__version__}, {threads} threads: {name} {times[len(times) // 2]:.2f} ms (least {times[0]:.2f})")
