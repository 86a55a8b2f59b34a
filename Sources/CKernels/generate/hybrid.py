#!/usr/bin/env python3
"""Writes the hybrid kernels: ck_hybrid_x86_64.S and ck_hybrid_layout.h, beside this directory.

    generate/hybrid.py            writes both
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

Two operations look improvable and are not: the three-input logic of AVX-512 (vpternlogd) would save one of five operations of each sigma,
but on Zen 4 it stalls rnds2 (both read three registers): 8.3 cycles for six of them where two exclusive ors leave 6.1. And a transposition 4 x 4 to quads would allow loads of
16 bytes, but rnds2 uses 8: transposing pairs takes half the shuffles.
"""

import sys
from pathlib import Path

LANES = 8
ROUNDS_IN_FLIGHT = (6, 5, 5)
MIDSTATES = (1, 2, 4, 8)

# --- the frame: all that the code reads and writes, at fixed offsets from rdi


class Layout:
    """Offsets of the frame's fields; ck_hybrid.c fills it through the header written from here."""

    def __init__(self):
        self.size = 0
        self.at = {}
        self.lengths = {}

    def add(self, name, length, align=32):
        self.size = (self.size + align - 1) // align * align
        self.at[name] = self.size
        self.lengths[name] = length
        self.size += length
        return self

    def __getitem__(self, name):
        return self.at[name]


WORD, ROW, PAIR = 4, 4 * LANES, 8 * LANES
FIRST_VARIABLE = 18  # W16 and W17 do not depend on the nonce
WK1_BYTES = 24 * PAIR  # rounds 18 to 63, and two words that a chunk may compute too many
WK2_PAIRS = [1, 3, 5, 7] + list(range(15, 61, 2))  # each with the round after it; 9 to 14 are constants
WK2_BYTES = len(WK2_PAIRS) * PAIR + 4 * ROW  # and the four rows of states after round 0
START2 = len(WK2_PAIRS) * PAIR

FRAME = (
    Layout()
    .add("hits", 8, 64)  # pointer to the next record of a hit
    .add("hits_end", 8, 8)
    .add("left", 8, 8)  # iterations still to do; on return those that were not done
    .add("nonce", 4, 4)  # of R1's first item, a multiple of 8
    .add("mask", 4, 4)  # the bits of the highest word that must be 0
    .add("k1", 66 * WORD, 64)
    .add("k2", 66 * WORD, 64)
    .add("c1", 12 * WORD)  # the job's sums of known words of the first schedule, by name in C1
    .add("c2", 6 * WORD)
    .add("rc1", 7 * 8)  # W+K of rounds 4 to 17 of the first hash
    .add("rc2", 3 * 8)  # of rounds 9 to 14 of the second
    .add("start2", 32)  # the second hash after round 0 without W0: (A, B, E, F) twice
    .add("cdgh2", 16, 16)
    .add("lanes", 32)  # a lane's number as the nonce's lowest byte, which is W3's highest
    .add("nonce_abef", 16)
    .add("out_abef", 4 * ROW, 64)
    .add("out_cdgh", 4 * ROW, 64)
    .add("out_top", 4 * ROW, 64)
    .add("wk1", 2 * WK1_BYTES, 64)
    .add("wk2", 2 * WK2_BYTES, 64)
    .add("mid", 256 * max(MIDSTATES), 64)
    .add("w", 66 * ROW, 64)  # the first schedule in a line, for more than one midstate
)

# A midstate's 256 bytes.
MID = Layout().add("abef", LANES * 16).add("cdgh", 16).add("add_abef", 32).add("add_cdgh", 32)
MID_BYTES = 256

C1 = {name: i for i, name in enumerate(["c18", "c19", "c20", "w15", "w16", "w17", "c30", "c31", "c32"])}
C2 = {name: i for i, name in enumerate(["c17", "w15", "c23", "w8", "c30"])}

FRAME_REG, WK1_READ, WK1_WRITE, WK2_READ, WK2_WRITE = "rdi", "rsi", "rdx", "rcx", "r8"
MID_R1, MID_S2, LEFT, NONCE, PART = "r9", "r10", "r11", "eax", "r12d"
CHUNK_W, CHUNK_K = "r13", "r14"


def frame(name, offset=0):
    return f"[{FRAME_REG} + {FRAME[name] + offset}]"


def broadcast(name, index):
    return f"dword ptr [{FRAME_REG} + {FRAME[name] + WORD * index}]{{1to8}}"


def ymm(n):
    return f"ymm{n}"


T0, T1, T2 = ymm(13), ymm(14), ymm(15)


# --- the vector operations: lists of instructions in program order


def sigma(source, rotate_a, rotate_b, shift):
    """sigma0 or sigma1 of `source` into T0. The shift runs on other pipes than the rotations."""
    return [
        f"vprord {T0}, {source}, {rotate_a}",
        f"vprord {T1}, {source}, {rotate_b}",
        f"vpsrld {T2}, {source}, {shift}",
        f"vpxor {T0}, {T0}, {T1}",
        f"vpxor {T0}, {T0}, {T2}",
    ]


def sigma0(source):
    return sigma(source, 7, 18, 3)


def sigma1(source):
    return sigma(source, 17, 19, 10)


def add(target, *terms):
    return [f"vpaddd {target}, {target}, {term}" for term in terms]


def store_pair(w_t, k_t, w_u, k_u, base, offset):
    """W+K of two rounds, one pair of words for each stream: streams 0 1 4 5, then 2 3 6 7."""
    return [
        f"vpaddd {T0}, {w_t}, {k_t}",
        f"vpaddd {T1}, {w_u}, {k_u}",
        f"vpunpckldq {T2}, {T0}, {T1}",
        f"vpunpckhdq {T0}, {T0}, {T1}",
        f"vmovdqa [{base} + {offset}], {T2}",
        f"vmovdqa [{base} + {offset + ROW}], {T0}",
    ]


PAIR_OFFSET = {0: 0, 1: 8, 4: 16, 5: 24, 2: 32, 3: 40, 6: 48, 7: 56}


def ring(t):
    return ymm(16 + t % 16)


class Schedule:
    """Message words 16 and on in the ring. A word that is 0 in every header is left out of the sums, known words are summed beforehand."""

    def __init__(self):
        self.ops = []

    def word(self, t, sigma1_of=None, seven=None, sigma0_of=None, keeps=False, constants=()):
        """W[t] = sigma1(W[t-2]) + W[t-7] + sigma0(W[t-15]) + W[t-16], of the last only whether the ring has it (`keeps`)."""
        r = ring(t)
        terms = [r] if keeps else []
        for ops, term in (
            (sigma0(ring(sigma0_of)) if sigma0_of else [], T0 if sigma0_of else None),
            ([], ring(seven) if seven else None),
            (sigma1(ring(sigma1_of)) if sigma1_of else [], T0 if sigma1_of else None),
        ):
            self.ops += ops
            if term is None:
                continue
            terms.append(term)
            if len(terms) == 2:
                self.ops.append(f"vpaddd {r}, {terms[0]}, {terms[1]}")
                terms = [r]
        terms += constants
        # A lone sigma, with or without a constant to go with it.
        if terms[0] == T0 and len(terms) == 1:
            self.ops[-1] = f"vpxord {r}, {T0}, {T2}"
        elif terms[0] == T0:
            self.ops.append(f"vpaddd {r}, {T0}, {terms[1]}")
            terms = [r] + terms[2:]
        self.ops += add(r, *terms[1:])

    def full(self, t):
        self.word(t, sigma1_of=t - 2, seven=t - 7, sigma0_of=t - 15, keeps=True)


def schedule1_known():
    """All of the first hash's schedule at once, for one midstate; W0 to W2, W4 to W17 are known."""
    s = Schedule()
    c1 = lambda name: broadcast("c1", C1[name])
    w3 = ymm(16 + 3)
    s.ops += [f"vpbroadcastd {w3}, {NONCE}", f"vpaddd {w3}, {w3}, {frame('lanes')}"]

    def pair(t):
        s.ops.extend(store_pair(ring(t), broadcast("k1", t), ring(t + 1), broadcast("k1", t + 1), WK1_WRITE, (t - 18) // 2 * PAIR))

    s.word(18, sigma0_of=3, constants=[c1("c18")])
    s.ops.append(f"vpaddd {ring(19)}, {w3}, {c1('c19')}")  # the same register: W3 ends here
    pair(18)
    s.word(20, sigma1_of=18, constants=[c1("c20")])
    s.word(21, sigma1_of=19)
    pair(20)
    s.word(22, sigma1_of=20, constants=[c1("w15")])
    s.word(23, sigma1_of=21, constants=[c1("w16")])
    pair(22)
    s.word(24, sigma1_of=22, constants=[c1("w17")])
    s.word(25, sigma1_of=23, seven=18)
    pair(24)
    for t in range(26, 30):
        s.word(t, sigma1_of=t - 2, seven=t - 7)
        if t % 2:
            pair(t - 1)
    s.word(30, sigma1_of=28, seven=23, constants=[c1("c30")])
    s.word(31, sigma1_of=29, seven=24, constants=[c1("c31")])
    pair(30)
    s.word(32, sigma1_of=30, seven=25, constants=[c1("c32")])
    s.word(33, sigma1_of=31, seven=26, sigma0_of=18, constants=[c1("w17")])
    pair(32)
    for t in range(34, 64):
        s.full(t)
        if t % 2:
            pair(t - 1)
    return s.ops


def schedule1_chunk(midstates):
    """48/k words of the first hash's schedule, from and to a line of words in memory, so that the code is the same for every part."""
    ops = []

    def row(i):
        return f"[{CHUNK_W} + {ROW * i}]"

    def k(i):
        return f"dword ptr [{CHUNK_K} + {WORD * i}]{{1to8}}"

    def sigma_of(i, rotate_a, rotate_b, shift):
        if i >= 0:
            return sigma(ring(i), rotate_a, rotate_b, shift)
        # T2 holds the word until the shift, its last use.
        return [f"vmovdqa {T2}, {row(i)}"] + sigma(T2, rotate_a, rotate_b, shift)

    for i in range(48 // midstates):
        r = ring(i)
        if i < 16:
            ops.append(f"vmovdqa32 {r}, {row(i - 16)}")
        ops += sigma_of(i - 15, 7, 18, 3) + add(r, T0, ring(i - 7) if i >= 7 else row(i - 7))
        ops += sigma_of(i - 2, 17, 19, 10) + add(r, T0)
        ops.append(f"vmovdqa32 {row(i)}, {r}")
        if i % 2:
            ops += store_pair(ring(i - 1), k(i - 1), r, k(i), WK1_WRITE, i // 2 * PAIR)
    return ops


def message2():
    """W0 to W7 of the second hash in the ring, from the eight streams' rows, and the states after round 0."""
    ops = []
    rows, scratch = [ymm(24 + i) for i in range(4)], [ymm(28 + i) for i in range(4)]
    def transpose(names):
        """Four rows of four words a stream to a register for each word, lowest first."""
        a, b, c, d = rows
        e, f, g, i = scratch
        return [
            f"vpunpckldq {e}, {a}, {b}",
            f"vpunpckldq {f}, {c}, {d}",
            f"vpunpckhdq {g}, {a}, {b}",
            f"vpunpckhdq {i}, {c}, {d}",
            f"vpunpcklqdq {names[0]}, {e}, {f}",
            f"vpunpckhqdq {names[1]}, {e}, {f}",
            f"vpunpcklqdq {names[2]}, {g}, {i}",
            f"vpunpckhqdq {names[3]}, {g}, {i}",
        ]

    ops.append(f"vmovdqa {T1}, [{MID_S2} + {MID['add_abef']}]")
    for i, r in enumerate(rows):
        ops.append(f"vpaddd {r}, {T1}, {frame('out_abef', ROW * i)}")
        # (W0 at E and A, 0 elsewhere) + constants
        ops.append(f"vpshufd {T0}{{k1}}{{z}}, {r}, 0xff")
        ops.append(f"vpaddd {T0}, {T0}, {frame('start2')}")
        ops.append(f"vmovdqa [{WK2_WRITE} + {START2 + ROW * i}], {T0}")
    ops += transpose([ring(5), ring(4), ring(1), ring(0)])
    ops.append(f"vmovdqa {T1}, [{MID_S2} + {MID['add_cdgh']}]")
    for i, r in enumerate(rows):
        ops.append(f"vpaddd {r}, {T1}, {frame('out_cdgh', ROW * i)}")
    return ops + transpose([ring(7), ring(6), ring(3), ring(2)])


def schedule2():
    s = Schedule()
    s.ops = message2()
    c2 = lambda name: broadcast("c2", C2[name])
    k2 = lambda t: broadcast("k2", t)
    index = {t: i for i, t in enumerate(WK2_PAIRS)}

    def pair(t):
        s.ops.extend(store_pair(ring(t), k2(t), ring(t + 1), k2(t + 1), WK2_WRITE, index[t] * PAIR))

    for t in (1, 3, 5):
        pair(t)
    # W8 + K8 and W15 + K15 are the same for every lane.
    s.ops += [f"vpbroadcastd {ring(8)}, dword ptr {frame('c2', WORD * C2['w8'])}", f"vpbroadcastd {ring(15)}, dword ptr {frame('c2', WORD * C2['w15'])}"]
    pair(7)
    s.word(16, sigma0_of=1, keeps=True)
    pair(15)
    s.word(17, sigma0_of=2, keeps=True, constants=[c2("c17")])
    s.word(18, sigma1_of=16, sigma0_of=3, keeps=True)
    pair(17)
    for t in range(19, 22):
        s.word(t, sigma1_of=t - 2, sigma0_of=t - 15, keeps=True)
        if t % 2 == 0:
            pair(t - 1)
    s.word(22, sigma1_of=20, sigma0_of=7, keeps=True, constants=[c2("w15")])
    pair(21)
    s.word(23, sigma1_of=21, seven=16, keeps=True, constants=[c2("c23")])
    s.word(24, sigma1_of=22, seven=17, constants=[c2("w8")])
    pair(23)
    for t in range(25, 30):
        s.word(t, sigma1_of=t - 2, seven=t - 7)
        if t % 2 == 0:
            pair(t - 1)
    s.word(30, sigma1_of=28, seven=23, constants=[c2("c30")])
    pair(29)
    for t in range(31, 61):
        # W31 is the first whose W[t-16], W15, stands in the ring.
        s.full(t)
        if t % 2 == 0:
            pair(t - 1)
    return s.ops


# --- the rounds


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
# instructions take 74 to 87 cycles a hash. These were the best of some 150 measured for each kernel.
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


def kernel(midstates):
    name = f"ck_hybrid_run_{midstates}"
    r1 = [Stream(1, lane) for lane in range(LANES)]
    r2 = [Stream(2, lane) for lane in range(LANES)]
    # Second hashes first: what they read was written longest ago.
    steps = round_steps(r2 + r1)
    s2 = schedule2()
    s1 = schedule1_known() if midstates == 1 else schedule1_chunk(midstates)
    body = merge(steps, s2 + s1, ORDER[midstates])

    lines = [f"    .globl {name}", f"    .type {name}, @function", "    .p2align 6", f"{name}:"]
    emit = lambda *text: lines.extend(f"    {line}" for line in text)
    emit("push rbx", "push r12", "push r13", "push r14")
    emit(f"mov {LEFT}, {frame('left')}", f"mov {NONCE}, {frame('nonce')}", "mov ebx, 0xaa", "kmovw k1, ebx")
    emit(f"lea {WK1_READ}, {frame('wk1')}", f"lea {WK1_WRITE}, {frame('wk1', WK1_BYTES)}")
    emit(f"lea {WK2_READ}, {frame('wk2')}", f"lea {WK2_WRITE}, {frame('wk2', WK2_BYTES)}")
    emit(f"lea {MID_R1}, {frame('mid')}", f"mov {MID_S2}, {MID_R1}")
    if midstates > 1:
        emit(f"mov {PART}, {midstates}", f"lea {CHUNK_W}, {frame('w', FIRST_VARIABLE * ROW)}", f"lea {CHUNK_K}, {frame('k1', FIRST_VARIABLE * WORD)}")
    lines.append("    .p2align 6")
    lines.append(".Lnext_" + name + ":")
    emit(*check())
    emit(f"jnz .Lhit_{name}")
    lines.append(f".Lbody_{name}:")
    # The nonce of R1's states; then the next one, whose schedule is S1's.
    emit("mov ebx, eax", "bswap ebx", "vpbroadcastd xmm13{k1}{z}, ebx", f"vmovdqa {frame('nonce_abef')}, xmm13")
    if midstates == 1:
        emit("add eax, 8", "mov ebx, eax", "bswap ebx")
        body = [line.replace(f"vpbroadcastd {ymm(19)}, {NONCE}", f"vpbroadcastd {ymm(19)}, ebx") for line in body]
    emit(*body)
    emit(f"mov {MID_S2}, {MID_R1}", f"xchg {WK2_READ}, {WK2_WRITE}")
    if midstates == 1:
        emit(f"xchg {WK1_READ}, {WK1_WRITE}")
    else:
        words = 48 // midstates
        emit(f"add {MID_R1}, {MID_BYTES}", f"add {CHUNK_W}, {words * ROW}", f"add {CHUNK_K}, {words * WORD}", f"add {WK1_WRITE}, {words // 2 * PAIR}")
        emit(f"dec {PART}", f"jnz .Lsame_{name}")
        emit(f"mov {PART}, {midstates}", f"lea {MID_R1}, {frame('mid')}", f"lea {CHUNK_W}, {frame('w', FIRST_VARIABLE * ROW)}")
        emit(f"lea {CHUNK_K}, {frame('k1', FIRST_VARIABLE * WORD)}")
        # What was written is read now, and the other way round.
        emit(f"lea rbx, [{WK1_WRITE} - {WK1_BYTES}]", f"mov {WK1_WRITE}, {WK1_READ}", f"mov {WK1_READ}, rbx")
        emit("add eax, 8", "lea ebx, [rax + 8]", "bswap ebx", f"vpbroadcastd {T0}, ebx", f"vpaddd {T0}, {T0}, {frame('lanes')}", f"vmovdqa {frame('w', 3 * ROW)}, {T0}")
        lines.append(f".Lsame_{name}:")
    emit(f"dec {LEFT}", f"jnz .Lnext_{name}")
    lines.append(f".Lout_{name}:")
    emit(f"mov {frame('left')}, {LEFT}", "vzeroupper", "pop r14", "pop r13", "pop r12", "pop rbx", "ret")
    lines.append(f".Lhit_{name}:")
    # A record: the eight words, and how many iterations were left.
    emit(f"mov rbx, {frame('hits')}", "vmovdqu32 [rbx], ymm16", f"mov [rbx + 32], {LEFT}", "add rbx, 64", f"mov {frame('hits')}, rbx")
    emit(f"cmp rbx, {frame('hits_end')}", f"jb .Lbody_{name}", f"jmp .Lout_{name}")
    lines.append(f"    .size {name}, . - {name}")
    return lines


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


def header():
    lines = ["// Written by generate/hybrid.py; do not edit.", "#pragma once", ""]
    for name in FRAME.at:
        lines.append(f"#define CK_HYBRID_{name.upper()} {FRAME[name]}")
    for name in MID.at:
        lines.append(f"#define CK_HYBRID_MID_{name.upper()} {MID[name]}")
    for prefix, names in (("C1", C1), ("C2", C2)):
        for name, index in names.items():
            lines.append(f"#define CK_HYBRID_{prefix}_{name.upper()} {index}")
    lines += [
        f"#define CK_HYBRID_MID_BYTES {MID_BYTES}",
        f"#define CK_HYBRID_WK1_BYTES {WK1_BYTES}",
        f"#define CK_HYBRID_FRAME_BYTES {(FRAME.size + 63) // 64 * 64}",
        "",
    ]
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
