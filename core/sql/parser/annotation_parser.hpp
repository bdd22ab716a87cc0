// core/sql/parser/annotation_parser.hpp — the one reader of annotations, for lines and WITH
// properties alike; internal to the parser.
#pragma once

#include <span>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/parser/token.hpp"

namespace millrace {

/// Fills annotation_lines, annotations and remarks from the comments before the statement.
/// Errors: unknown annotations and values, annotations that stand inside the statement,
/// contradictions.
Status read_annotation_lines(std::span<const AnnotationComment> comments, Statement& statement);
/// Gives the statement's WITH properties the meaning of annotations of the same name, where no line
/// has given it.
Status read_properties(Statement& statement);

}  // namespace millrace
