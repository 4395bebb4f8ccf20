package dev.cilab.sandbox.api.http;

import java.util.List;

/** Who asks, as TokenReview and SelfSubjectReview tell it. @param uid empty = none */
record User(String name, String uid, List<String> groups) {

    static final User ADMIN = new User("kubernetes-admin", "", List.of("system:masters", "system:authenticated"));
    static final User ANONYMOUS = new User("system:anonymous", "", List.of("system:unauthenticated"));
}
