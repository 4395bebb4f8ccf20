package dev.cilab.capture.bgp;

import java.util.Set;

/**
 * What two speakers agreed on that changes how their messages are written.
 *
 * @param asnBytes 4, or 2 where one of them cannot do more
 * @param pathIds  address families whose prefixes come with a path's number before them (RFC 7911)
 */
record Dialect(int asnBytes, Set<String> pathIds) {

    /** What speakers of today do by default. */
    static final Dialect USUAL = new Dialect(4, Set.of());

    Dialect {
        pathIds = Set.copyOf(pathIds);
    }
}
