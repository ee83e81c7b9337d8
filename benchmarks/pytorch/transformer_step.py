"""Time of one Adam step of a causal transformer, width 128, 4 heads, 512 units, 2 blocks, 64 of 65 tokens, batch 16, or of the same with
8 experts of 512 units: the peer of BlockSteps.

Usage: OMP_NUM_THREADS=1 python3 transformer_step.py [threads] [transformer | mixture]
"""
import math
import sys
import time

import torch
from torch import nn

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
name = sys.argv[2] if len(sys.argv) > 2 else "transformer"
torch.set_num_threads(threads)
torch.manual_seed(0)
VOCABULARY, TOKENS, WIDTH, HEADS, UNITS, BLOCKS, BATCH, EXPERTS = 65, 64, 128, 4, 512, 2, 16, 8


def units():
    return nn.Sequential(nn.Linear(WIDTH, UNITS), nn.GELU(), nn.Linear(UNITS, WIDTH))


class Mixture(nn.Module):
    def __init__(self):
        super().__init__()
        self.router, self.experts = nn.Linear(WIDTH, EXPERTS, bias=False), nn.ModuleList(units() for _ in range(EXPERTS))

    def forward(self, x):
        tokens = x.reshape(-1, WIDTH)
        shares, chosen = torch.softmax(self.router(tokens), 1).max(1)
        made = torch.zeros_like(tokens)
        for expert, maps in enumerate(self.experts):
            rows = torch.nonzero(chosen == expert).squeeze(1)
            made = made.index_add(0, rows, shares[rows, None] * maps(tokens[rows]))
        return made.view_as(x)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.parts, self.back = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.units = Mixture() if name == "mixture" else units()
        self.register_buffer("hidden", torch.triu(torch.full((TOKENS, TOKENS), -math.inf), 1))

    def forward(self, x):
        q, k, v = (part.view(BATCH, TOKENS, HEADS, -1).transpose(1, 2) for part in self.parts(self.norm_1(x)).split(WIDTH, 2))
        shares = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + self.hidden, 3)
        x = x + self.back((shares @ v).transpose(1, 2).reshape(BATCH, TOKENS, WIDTH))
        return x + self.units(self.norm_2(x))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(TOKENS, WIDTH)
        self.blocks, self.norm = nn.Sequential(*(Block() for _ in range(BLOCKS))), nn.LayerNorm(WIDTH)

    def forward(self, ids):
        x = self.tokens(ids) + self.positions(torch.arange(TOKENS))
        return self.norm(self.blocks(x)) @ self.tokens.weight.T


network = Transformer()
optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
ids, labels = torch.randint(VOCABULARY, (BATCH, TOKENS)), torch.randint(VOCABULARY, (BATCH, TOKENS))
wall = []
for _ in range(110):
    start = time.perf_counter()
    optimizer.zero_grad()
    nn.functional.cross_entropy(network(ids).view(-1, VOCABULARY), labels.view(-1)).backward()
    optimizer.step()
    wall.append((time.perf_counter() - start) * 1e3)
times = sorted(wall[10:])
print(f"torch {torch.__version__}, {name}, {threads} threads: {times[len(times) // 2]:.1f} ms (least {times[0]:.1f})")
