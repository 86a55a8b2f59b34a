#!/usr/bin/env python3
"""Writes the hybrid kernels: ck_hybrid_x86_64.S and ck_hybrid_layout.h, beside this directory.

    generate/hybrid.py            writes both; frame.py and schedules.py are its parts
    generate/hybrid.py --check    fails, naming the file, where one is not what this script writes

A hybrid kernel lets each unit of the core do what it does best. The rounds are SHA-NI's (sha256rnds2, one a cycle on Zen 4, two rounds of
one stream each); the message schedules are computed eight lanes wide in ymm registers, where SHA-NI's own msg1 and msg2 would take the
round unit's time. Eight nonces under one midstate are an *item*; the loop's body is one software pipeline over items:

    R1(r)      rounds 4 to 63 of the first hash of item r, eight streams
    S1         1/k of the first hash's schedule of the next eight nonces; the k midstates of a nonce share it
    S2(r-1)    the second hash's message (midstate added, transposed) and its schedule
    R2(r-2)    rounds 1 to 60 of the second hash, eight streams
    check(r-3) the highest word of the eight results against the mask

The 16 streams run in groups of 6, 5 and 5, enough to cover rnds2's latency of 4, and between two rnds2 stand two or three operations of the
schedules. What this order costs was measured, not computed: see `ORDER`.

Rounds that need no round: 0 to 2 of the first hash's second block are the job's constants, 3 is two additions of the nonce, 0 of the
second hash is two additions of W0, and 61 to 63 would only move the word that is compared, e after round 60, into its place.
K60 carries the IV's last word.

Registers: xmm0 is W+K (rnds2 reads it there), xmm1 to xmm12 the streams, ymm13 to ymm15 are scratch, ymm16 to ymm31 the ring of 16
schedule words. VEX and EVEX moves only beside rnds2, so no legacy instruction merges into an old upper half.

Two things look improvable and are not. The logic of three inputs (vpternlogd) would save one of a sigma's five operations, but on Zen 4 it
is in the way of rnds2: six of these beside two sigmas took 8.3 cycles, and 6.1 with two exclusive ors each. A transposition of 4 x 4 words
would allow loads of 16 bytes, but rnds2 takes 8: transposing pairs needs half the shuffles.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

from frame import *
from schedules import *

ROUNDS_IN_FLIGHT = (6, 5, 5)


class Stream:
    """One nonce's 60 rounds; `lane` of eight."""

    def __init__(self, hash_number, lane):
        self.hash = hash_number
        self.lane = lane

    def begin(self, x, y):
        if self.hash == 1:
            return [
                f"vmovdqa {x}, {frame('nonce_abef')}",
                f"vpaddd {x}, {x}, [{MID_R1} + {MID['abef'] + 16 * self.lane}]",
                f"vmovdqa {y}, [{MID_R1} + {MID['cdgh']}]",
            ]
        return [f"vmovdqa {x}, [{WK2_READ} + {START2 + row_of(self.lane)}]", f"vmovdqa {y}, {frame('cdgh2')}"]

    def load(self, step):
        if self.hash == 1:
            t = 4 + 2 * step
            if t < FIRST_VARIABLE:
                return f"vmovq xmm0, qword ptr {frame('rc1', 8 * step)}"
            return f"vmovq xmm0, qword ptr [{WK1_READ} + {(t - FIRST_VARIABLE) // 2 * PAIR + PAIR_OFFSET[self.lane]}]"
        t = 1 + 2 * step
        if t in (9, 11, 13):
            return f"vmovq xmm0, qword ptr {frame('rc2', 8 * ((t - 9) // 2))}"
        return f"vmovq xmm0, qword ptr [{WK2_READ} + {WK2_PAIRS.index(t) * PAIR + PAIR_OFFSET[self.lane]}]"

    def end(self, x, y):
        if self.hash == 1:
            return [f"vmovdqa {frame('out_abef', row_of(self.lane))}, {x}", f"vmovdqa {frame('out_cdgh', row_of(self.lane))}, {y}"]
        return [f"vmovdqa {frame('out_top', row_of(self.lane))}, {x}"]


def row_of(lane):
    """Rows of 32 bytes hold the streams j and j + 4."""
    return ROW * (lane % 4) + 16 * (lane // 4)


def round_steps(order):
    """A list of steps, one for each rnds2: (instructions before and with it)."""
    steps = []
    streams = list(order)
    pending = []
    for size in ROUNDS_IN_FLIGHT:
        group, streams = streams[:size], streams[size:]
        registers = [(f"xmm{1 + 2 * i}", f"xmm{2 + 2 * i}") for i in range(size)]
        for step in range(30):
            for stream, (x, y) in zip(group, registers):
                ops = []
                if step == 0:
                    ops += stream.begin(x, y)
                # The new ABEF goes where CDGH was; ABEF becomes CDGH.
                target, other = (y, x) if step % 2 == 0 else (x, y)
                ops += [stream.load(step), f"sha256rnds2 {target}, {other}"]
                if step == 29:
                    ops += stream.end(x, y)
                steps.append(ops)
    assert not streams
    return steps


# How many operations of the schedules stand after each rnds2 in turn, until there are none left. Zen 4 hands six instructions a cycle to its
# pipes and does not mend an unlucky order: with (2,), (4,) or (7, 0), where each rnds2 falls on the same few places among six, the same
# instructions take 71 to 86 cycles a hash. These are good ones among some 150 that were measured.
ORDER = {1: (5, 0), 2: (7, 0, 0), 4: (5, 0), 8: (5, 0, 0)}


def merge(steps, ops, pattern):
    """Rounds and schedules in one order."""
    out, done = [], 0
    for i, step in enumerate(steps):
        count = pattern[i % len(pattern)]
        out += step + ops[done : done + count]
        done += count
    return out + ops[done:]


def check():
    """E of the eight second hashes of item r-3, with the IV added: any with all of the mask's bits 0?"""
    a, b, c, d = (ymm(16 + i) for i in range(4))
    return [
        f"vmovdqa32 {a}, {frame('out_top')}",
        f"vmovdqa32 {b}, {frame('out_top', ROW)}",
        f"vpunpckldq {a}, {a}, {frame('out_top', ROW)}",
        f"vmovdqa32 {c}, {frame('out_top', 2 * ROW)}",
        f"vpunpckldq {c}, {c}, {frame('out_top', 3 * ROW)}",
        f"vpunpckhqdq {a}, {a}, {c}",
        f"vptestnmd k2, {a}, dword ptr {frame('mask')}{{1to8}}",
        "kmovw ebx, k2",
        "test ebx, ebx",
    ]


def begin(midstates):
    """Saves what is the caller's, and points everywhere."""
    lines = ["push rbx", "push r12", "push r13", "push r14"]
    lines += [f"mov {LEFT}, {frame('left')}", f"mov {NONCE}, {frame('nonce')}", "mov ebx, 0xaa", "kmovw k1, ebx"]
    lines += [f"lea {WK1_READ}, {frame('wk1')}", f"lea {WK1_WRITE}, {frame('wk1', WK1_BYTES)}"]
    lines += [f"lea {WK2_READ}, {frame('wk2')}", f"lea {WK2_WRITE}, {frame('wk2', WK2_BYTES)}"]
    lines += [f"lea {MID_R1}, {frame('mid')}", f"mov {MID_S2}, {MID_R1}"]
    return lines + (first_part(midstates) if midstates > 1 else [])


def first_part(midstates):
    return [
        f"mov {PART}, {midstates}",
        f"lea {CHUNK_W}, {frame('w', FIRST_VARIABLE * ROW)}",
        f"lea {CHUNK_K}, {frame('k1', FIRST_VARIABLE * WORD)}",
    ]


def item(midstates):
    """The nonce for R1's states, then all four stages in one order."""
    lines = [f"mov ebx, {NONCE}", "bswap ebx", "vpbroadcastd xmm13{k1}{z}, ebx", f"vmovdqa {frame('nonce_abef')}, xmm13"]
    if midstates == 1:
        # The next eight nonces are S1's: as W3 in ebx.
        lines += [f"add {NONCE}, 8", f"mov ebx, {NONCE}", "bswap ebx"]
    # Second hashes first: what they read was written longest ago.
    steps = round_steps([Stream(2, lane) for lane in range(LANES)] + [Stream(1, lane) for lane in range(LANES)])
    s1 = schedule1_known("ebx") if midstates == 1 else schedule1_chunk(midstates)
    return lines + merge(steps, schedule2() + s1, ORDER[midstates])


def advance(name, midstates):
    """To the next item: what was written is read now, and the other way round."""
    lines = [f"mov {MID_S2}, {MID_R1}", f"xchg {WK2_READ}, {WK2_WRITE}"]
    if midstates == 1:
        return lines + [f"xchg {WK1_READ}, {WK1_WRITE}"]
    words = 48 // midstates
    lines += [f"add {MID_R1}, {MID_BYTES}", f"add {CHUNK_W}, {words * ROW}", f"add {CHUNK_K}, {words * WORD}"]
    lines += [f"add {WK1_WRITE}, {words // 2 * PAIR}", f"dec {PART}", f"jnz .Lsame_{name}"]
    # The last midstate of these nonces.
    lines += [f"lea {MID_R1}, {frame('mid')}"] + first_part(midstates)
    lines += [f"lea rbx, [{WK1_WRITE} - {WK1_BYTES}]", f"mov {WK1_WRITE}, {WK1_READ}", f"mov {WK1_READ}, rbx"]
    lines += [f"add {NONCE}, 8", "lea ebx, [rax + 8]", "bswap ebx", f"vpbroadcastd {T0}, ebx"]
    return lines + [f"vpaddd {T0}, {T0}, {frame('lanes')}", f"vmovdqa {frame('w', 3 * ROW)}, {T0}", f".Lsame_{name}:"]


def kernel(midstates):
    name = f"ck_hybrid_run_{midstates}"
    lines = [f".globl {name}", f".type {name}, @function", ".p2align 6", f"{name}:"]
    lines += begin(midstates) + [".p2align 6", f".Lnext_{name}:"]
    lines += check() + [f"jnz .Lhit_{name}", f".Lbody_{name}:"]
    lines += item(midstates) + advance(name, midstates)
    lines += [f"dec {LEFT}", f"jnz .Lnext_{name}", f".Lout_{name}:"]
    lines += [f"mov {frame('left')}, {LEFT}", "vzeroupper", "pop r14", "pop r13", "pop r12", "pop rbx", "ret"]
    # A record of a hit: the eight words, and how many steps were left.
    lines += [f".Lhit_{name}:", f"mov rbx, {frame('hits')}", "vmovdqu32 [rbx], ymm16", f"mov [rbx + 32], {LEFT}"]
    lines += ["add rbx, 64", f"mov {frame('hits')}, rbx", f"cmp rbx, {frame('hits_end')}", f"jb .Lbody_{name}", f"jmp .Lout_{name}"]
    lines.append(f".size {name}, . - {name}")
    return [line if line.endswith(":") else f"    {line}" for line in lines]


def assembly():
    lines = [
        "// Written by generate/hybrid.py; do not edit.",
        "#if defined(__x86_64__) && defined(__ELF__)",
        "    .intel_syntax noprefix",
        "    .text",
    ]
    for midstates in MIDSTATES:
        lines += kernel(midstates)
    lines += ['    .section .note.GNU-stack, "", @progbits', "#endif", ""]
    return "\n".join(lines)


def main():
    here = Path(__file__).resolve().parent.parent
    made = {here / "ck_hybrid_x86_64.S": assembly(), here / "ck_hybrid_layout.h": header()}
    if sys.argv[1:] == ["--check"]:
        stale = [path.name for path, text in made.items() if not path.exists() or path.read_text() != text]
        for name in stale:
            print(f"Sources/CKernels/{name} is not what generate/hybrid.py writes: run it", file=sys.stderr)
        sys.exit(1 if stale else 0)
    for path, text in made.items():
        path.write_text(text)


if __name__ == "__main__":
    main()
