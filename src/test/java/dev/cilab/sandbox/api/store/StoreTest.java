package dev.cilab.sandbox.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StoreTest {

    private static final Bucket MAPS = new Bucket("", "configmaps");
    private static final Bucket PODS = new Bucket("", "pods");

    private final Store store = new Store();

    @Test
    void one_counter_for_all_buckets() {
        assertThat(version(store.put(MAPS, object("a", "x")))).isEqualTo(2);
        assertThat(version(store.put(PODS, object("a", "x")))).isEqualTo(3);
        assertThat(version(store.put(MAPS, object("a", "x")))).isEqualTo(4);
        assertThat(version(store.remove(MAPS, new Key("a", "x")).orElseThrow())).isEqualTo(5);
        assertThat(store.revision()).isEqualTo(5);
        assertThat(store.remove(MAPS, new Key("a", "x"))).isEmpty();
        assertThat(store.revision()).as("nothing happened").isEqualTo(5);
    }

    @Test
    void lists_one_namespace_in_order() {
        for (String name : List.of("b", "a", "c")) {
            store.put(MAPS, object("n1", name));
        }
        store.put(MAPS, object("n10", "z"));
        assertThat(store.list(MAPS, "n1").objects())
                .extracting(one -> Key.of(one).name())
                .containsExactly("a", "b", "c");
        assertThat(store.list(MAPS, "").objects()).hasSize(4);
        assertThat(store.list(MAPS, "n").objects()).isEmpty();
    }

    @Test
    void a_watch_from_a_revision_gets_what_came_after_it_and_nothing_of_other_buckets() {
        store.put(MAPS, object("a", "one"));
        long since = store.revision();
        store.put(MAPS, object("a", "two"));
        store.put(PODS, object("a", "pod"));
        List<String> seen = new ArrayList<>();
        try (Store.Registration registration = store.follow(MAPS, since, event -> seen.add(told(event)))) {
            store.put(MAPS, object("a", "one"));
            store.remove(MAPS, new Key("a", "two"));
        }
        store.put(MAPS, object("a", "after the end"));
        assertThat(seen).containsExactly("ADDED two 3", "MODIFIED one 5", "DELETED two 6");
    }

    @Test
    void a_watch_from_before_the_window_is_gone() {
        store.put(MAPS, object("a", "x"));
        long since = store.revision() - 1;
        for (int i = 0; i < Shelf.WINDOW; i++) {
            store.put(MAPS, object("a", "x"));
        }
        assertThatThrownBy(() -> store.follow(MAPS, since, event -> {}))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo(410);
                    assertThat(error.reason()).isEqualTo("Expired");
                    assertThat(error).hasMessage("too old resource version: " + since);
                });
        assertThat(store.remembers(MAPS, store.revision())).isTrue();
        store.follow(PODS, since, event -> {}).close();
    }

    @Test
    void a_watch_from_the_future_is_refused() {
        assertThatThrownBy(() -> store.follow(MAPS, 99, event -> {}))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(504));
    }

    @Test
    void nothing_falls_between_the_initial_state_and_the_first_event() throws InterruptedException {
        int writes = 500;
        CountDownLatch done = new CountDownLatch(1);
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < writes; i++) {
                store.put(MAPS, object("a", "o" + i));
            }
            done.countDown();
        });
        List<Long> revisions = new ArrayList<>();
        try (Store.Registration registration = store.follow(
                MAPS,
                snapshot -> snapshot.objects().forEach(one -> revisions.add(version(one))),
                event -> revisions.add(event.revision()))) {
            done.await();
        }
        writer.join();
        assertThat(revisions).hasSize(writes).doesNotHaveDuplicates();
    }

    private static String told(StoreEvent event) {
        return event.kind() + " " + event.key().name() + " " + event.revision();
    }

    private static long version(ObjectNode object) {
        return Long.parseLong(Json.text(object, "metadata", "resourceVersion"));
    }

    private static ObjectNode object(String namespace, String name) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("namespace", namespace).put("name", name);
        return object;
    }
}
