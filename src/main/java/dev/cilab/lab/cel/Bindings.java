package dev.cilab.lab.cel;

import java.util.Collections;
import java.util.Map;

/** What a name stands for; macros put their variable before what is around them. */
record Bindings(Map<String, ?> names, Bindings outer) {

    static Bindings of(Map<String, ?> names) {
        return new Bindings(names, null);
    }

    Bindings with(String name, Object value) {
        // a list's item may be null, which Map.of refuses
        return new Bindings(Collections.singletonMap(name, value), this);
    }

    Object get(String name) throws Expression.NoValue {
        for (Bindings each = this; each != null; each = each.outer) {
            if (each.names.containsKey(name)) {
                return each.names.get(name);
            }
        }
        throw new Expression.NoValue("there is no \"" + name + "\"");
    }
}
