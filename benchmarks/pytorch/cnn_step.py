"""Time of one Adam step of a CNN of 32-32-64-64-128 channels, 32x32x3, batch 64, in PyTorch: the peer of ConvolutionSteps.

Usage: OMP_NUM_THREADS=1 python3 cnn_step.py [threads]
"""
import sys
import time

import torch

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
torch.set_num_threads(threads)
torch.manual_seed(0)
layers, inputs = [], 3
for place, channels in enumerate((32, 32, 64, 64, 128), 1):
    layers.append(torch.nn.Conv2d(inputs, channels, 3, padding=1))
    layers += [torch.nn.MaxPool2d(2)] if place in (2, 4) else []
    layers.append(torch.nn.ReLU())
    inputs = channels
network = torch.nn.Sequential(*layers, torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(128, 10))
optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
images, labels = torch.randn(64, 3, 32, 32), torch.arange(64) % 10
wall = []
for _ in range(60):
    start = time.perf_counter()
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(network(images), labels).backward()
    optimizer.step()
    wall.append((time.perf_counter() - start) * 1e3)
times = sorted(wall[10:])
print(f"torch {torch.__version__}, {threads} threads: {times[len(times) // 2]:.1f} ms (least {times[0]:.1f})")
