"""The frame of the hybrid kernels: all that their code reads and writes, at fixed offsets from rdi, and what the other registers hold."""

LANES = 8
MIDSTATES = (1, 2, 4, 8)


class Layout:
    """Offsets of the frame's fields; ck_hybrid.c fills it through the header written from here."""

    def __init__(self):
        self.size = 0
        self.at = {}

    def add(self, name, length, align=32):
        self.size = (self.size + align - 1) // align * align
        self.at[name] = self.size
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
