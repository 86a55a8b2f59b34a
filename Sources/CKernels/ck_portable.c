// For every processor: four lanes, which are SSE2 on any x86-64 and NEON on any 64-bit ARM.
#include "ck_portable.h"

#define CK_LANES 4
#define CK_TARGET
#define CK_NAME(x) x##_portable
#define CK_ANY(v) ((v)[0] == 0 || (v)[1] == 0 || (v)[2] == 0 || (v)[3] == 0)
#include "ck_lanes.h"
