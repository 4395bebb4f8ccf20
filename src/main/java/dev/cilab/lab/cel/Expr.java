package dev.cilab.lab.cel;

import java.util.List;

/** The syntax tree. */
sealed interface Expr {

    record Literal(Object value) implements Expr {}

    record Name(String name) implements Expr {}

    record ListOf(List<Expr> items) implements Expr {}

    record MapOf(List<Expr> keys, List<Expr> values) implements Expr {}

    record Field(Expr of, String name) implements Expr {}

    record Index(Expr of, Expr key) implements Expr {}

    /** {@code has(a.b)}. */
    record Has(Field field) implements Expr {}

    /** {@code on.name(arguments)}; {@code size(x)} is read as {@code x.size()}. */
    record Call(Expr on, String name, List<Expr> arguments) implements Expr {}

    /** {@code over.name(variable, body)}. */
    record Macro(Expr over, String name, String variable, Expr body) implements Expr {}

    record Not(Expr of) implements Expr {}

    record Negate(Expr of) implements Expr {}

    record Binary(String operator, Expr left, Expr right) implements Expr {}

    record Choice(Expr condition, Expr then, Expr otherwise) implements Expr {}
}
