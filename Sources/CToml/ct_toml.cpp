#include "ct_toml.h"

#include <cstring>
#include <new>
#include <string_view>

#include <toml++/toml.h>

struct ct_document {
    toml::table root;
};

namespace {

const toml::node &of(const ct_node *node) { return *reinterpret_cast<const toml::node *>(node); }
const ct_node *as_node(const toml::node *node) { return reinterpret_cast<const ct_node *>(node); }
ct_place place_of(const toml::source_region &region) { return {region.begin.line, region.begin.column}; }

void tell(char *message, size_t size, std::string_view text) {
    if (size == 0) return;
    const size_t kept = text.size() < size - 1 ? text.size() : size - 1;
    std::memcpy(message, text.data(), kept);
    message[kept] = 0;
}

}  // namespace

ct_document *ct_parse(const char *text, size_t length, char *message, size_t message_size, ct_place *place) {
    *place = {1, 1};
    try {
        return new ct_document{toml::parse(std::string_view(text, length))};
    } catch (const toml::parse_error &error) {
        *place = place_of(error.source());
        tell(message, message_size, error.description());
    } catch (const std::exception &error) {
        tell(message, message_size, error.what());
    } catch (...) {
        tell(message, message_size, "not understood");
    }
    return nullptr;
}

void ct_free(ct_document *document) { delete document; }

const ct_node *ct_root(const ct_document *document) { return as_node(&document->root); }

enum ct_kind ct_kind_of(const ct_node *node) {
    switch (of(node).type()) {
        case toml::node_type::table: return CT_TABLE;
        case toml::node_type::array: return CT_ARRAY;
        case toml::node_type::string: return CT_STRING;
        case toml::node_type::integer: return CT_INTEGER;
        case toml::node_type::floating_point: return CT_REAL;
        case toml::node_type::boolean: return CT_BOOLEAN;
        default: return CT_OTHER;
    }
}

struct ct_place ct_place_of(const ct_node *node) { return place_of(of(node).source()); }

size_t ct_count(const ct_node *node) {
    if (auto table = of(node).as_table()) return table->size();
    if (auto array = of(node).as_array()) return array->size();
    return 0;
}

void ct_children(const ct_node *node, ct_entry *entries) {
    if (auto array = of(node).as_array()) {
        for (const toml::node &child : *array) *entries++ = {nullptr, 0, {0, 0}, as_node(&child)};
    } else if (auto table = of(node).as_table()) {
        for (const auto &[key, child] : *table) {
            *entries++ = {key.str().data(), key.str().size(), place_of(key.source()), as_node(&child)};
        }
    }
}

const char *ct_string(const ct_node *node, size_t *length) {
    auto value = of(node).as_string();
    if (!value) return nullptr;
    *length = value->get().size();
    return value->get().data();
}

int64_t ct_integer(const ct_node *node) { return of(node).value_or<int64_t>(0); }
double ct_real(const ct_node *node) { return of(node).value_or<double>(0); }
bool ct_boolean(const ct_node *node) { return of(node).value_or<bool>(false); }
