#include <popt.h>

// popt.h calls both the struct and the pointer to it poptOption, which Swift cannot tell apart.
typedef struct poptOption popt_table_entry;
