// TOML by toml++, for Swift: a tree of nodes that know their line and column. Every symbol starts with ct_.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ct_document ct_document;
typedef struct ct_node ct_node;

enum ct_kind { CT_TABLE, CT_ARRAY, CT_STRING, CT_INTEGER, CT_REAL, CT_BOOLEAN, CT_OTHER };

/// Where something stands; both count from 1.
struct ct_place {
    uint32_t line;
    uint32_t column;
};

/// Parses `length` bytes. NULL on an error, which `message` then holds, cut to `message_size`; no exception ever leaves.
ct_document *_Nullable ct_parse(const char *_Nonnull text, size_t length, char *_Nonnull message, size_t message_size,
                                struct ct_place *_Nonnull place);
void ct_free(ct_document *_Nullable document);
const ct_node *_Nonnull ct_root(const ct_document *_Nonnull document);

enum ct_kind ct_kind_of(const ct_node *_Nonnull node);
struct ct_place ct_place_of(const ct_node *_Nonnull node);

/// Of a table or an array; 0 for everything else.
size_t ct_count(const ct_node *_Nonnull node);
/// A child of a table or an array, and the key that it stands under: an array's children have none.
struct ct_entry {
    const char *_Nullable key;
    size_t key_length;
    struct ct_place key_place;
    const ct_node *_Nonnull node;
};
/// Fills `entries` with all children, `ct_count` of them, in one walk.
void ct_children(const ct_node *_Nonnull node, struct ct_entry *_Nonnull entries);

const char *_Nullable ct_string(const ct_node *_Nonnull node, size_t *_Nonnull length);
int64_t ct_integer(const ct_node *_Nonnull node);
double ct_real(const ct_node *_Nonnull node);
bool ct_boolean(const ct_node *_Nonnull node);

#ifdef __cplusplus
}
#endif
