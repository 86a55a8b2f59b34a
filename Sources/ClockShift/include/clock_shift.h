// A library to be preloaded, so that there is nothing to call: see clock_shift.c.
#pragma once
