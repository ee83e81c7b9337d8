"""Time of one Adam step of a convolutional network, images 32x32x3, batch 64, in PyTorch: the peer of BlockSteps.

Usage: OMP_NUM_THREADS=1 python3 cnn_step.py [threads] [cnn | cnn-norm | resnet-20]
"""
import sys
import time

import torch
from torch import nn

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
name = sys.argv[2] if len(sys.argv) > 2 else "cnn"
torch.set_num_threads(threads)
torch.manual_seed(0)


def convolution(inputs, channels, size=3, stride=1, norm=True):
    layer = nn.Conv2d(inputs, channels, size, stride=stride, padding=size // 2, bias=not norm)
    return [layer, nn.BatchNorm2d(channels)] if norm else [layer]


class Residual(nn.Module):
    def __init__(self, inputs, channels, stride):
        super().__init__()
        self.branch = nn.Sequential(
            *convolution(inputs, channels, stride=stride), nn.ReLU(), *convolution(channels, channels))
        same = stride == 1 and inputs == channels
        self.shortcut = nn.Identity() if same else nn.Sequential(*convolution(inputs, channels, 1, stride))

    def forward(self, x):
        return torch.relu(self.branch(x) + self.shortcut(x))


def plain(norm):
    layers, inputs = [], 3
    for place, channels in enumerate((32, 32, 64, 64, 128), 1):
        layers += convolution(inputs, channels, norm=norm)
        layers += [nn.MaxPool2d(2)] if place in (2, 4) else []
        layers.append(nn.ReLU())
        inputs = channels
    return layers, inputs


def resnet(depth):
    layers, inputs = [*convolution(3, 16), nn.ReLU()], 16
    for stage in range(3):
        for block in range((depth - 2) // 6):
            layers.append(Residual(inputs, 16 << stage, 2 if stage and not block else 1))
            inputs = 16 << stage
    return layers, inputs


layers, channels = resnet(20) if name == "resnet-20" else plain(name == "cnn-norm")
network = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))
optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
images, labels = torch.randn(64, 3, 32, 32), torch.arange(64) % 10
wall = []
for _ in range(60):
    start = time.perf_counter()
    optimizer.zero_grad()
    nn.functional.cross_entropy(network(images), labels).backward()
    optimizer.step()
    wall.append((time.perf_counter() - start) * 1e3)
times = sorted(wall[10:])
print(f"torch {torch.__version__}, {name}, {threads} threads: {times[len(times) // 2]:.1f} ms (least {times[0]:.1f})")
