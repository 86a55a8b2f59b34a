"""The vector half of the hybrid kernels: the message schedules of both hashes as lists of instructions in program order."""

from frame import *

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


def schedule1_known(w3_in):
    """All of the first hash's schedule at once, for one midstate; W0 to W2, W4 to W17 are known. W3 of lane 0 is in `w3_in`."""
    s = Schedule()
    c1 = lambda name: broadcast("c1", C1[name])
    w3 = ymm(16 + 3)
    s.ops += [f"vpbroadcastd {w3}, {w3_in}", f"vpaddd {w3}, {w3}, {frame('lanes')}"]

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
