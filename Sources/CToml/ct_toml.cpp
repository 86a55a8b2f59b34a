#include "ct_toml.h"

#include <cstring>
#include <exception>
#include <string_view>

namespace {

struct broken_assumption : std::exception {
    const char *what() const noexcept override { return "is no TOML"; }
};
[[noreturn]] void break_off() { throw broken_assumption(); }

}  // namespace

// The parser asserts what a text such as `[,x]` does not keep, and without assertions it goes on with what it assumed. A mistake in a
// config must do neither.
#undef NDEBUG
#define TOML_ASSERT(expr) (static_cast<bool>(expr) ? static_cast<void>(0) : break_off())
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

bool breaks_off(std::string_view text) {
    try {
        static_cast<void>(toml::parse(text));
    } catch (const broken_assumption &) {
        return true;
    } catch (...) {
    }
    return false;
}

/// The parser breaks off without saying where: the line is the last of the shortest beginning that it breaks off in.
ct_place place_of_break(std::string_view text) {
    size_t whole = 0, broken = text.size();
    while (true) {
        // A line's end between the two, the one nearest to their middle from above or, failing that, from below.
        const size_t middle = whole + (broken - whole) / 2;
        size_t end = text.find('\n', middle);
        if (end == std::string_view::npos || end + 1 >= broken) end = middle > whole ? text.rfind('\n', middle - 1) : std::string_view::npos;
        if (end == std::string_view::npos || end + 1 <= whole || end + 1 >= broken) break;
        (breaks_off(text.substr(0, end + 1)) ? broken : whole) = end + 1;
    }
    ct_place place = {1, 1};
    for (const char character : text.substr(0, whole)) place.line += character == '\n';
    return place;
}

}  // namespace

ct_document *ct_parse(const char *text, size_t length, char *message, size_t message_size, ct_place *place) {
    *place = {1, 1};
    try {
        return new ct_document{toml::parse(std::string_view(text, length))};
    } catch (const toml::parse_error &error) {
        *place = place_of(error.source());
        tell(message, message_size, error.description());
    } catch (const broken_assumption &error) {
        *place = place_of_break({text, length});
        tell(message, message_size, error.what());
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
