package dev.cilab.sandbox.cluster.machinery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.ApiError;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedQueueTest {

    private static final Key KEY = new Key("default", "web");

    private final Workers workers = new Workers();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aKeyThatIsAddedWhileItIsWorkedOnIsWorkedOnOnceMore() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch added = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(2);
        AtomicInteger atOnce = new AtomicInteger();
        KeyedQueue queue = workers.queue("test", key -> {
            assertThat(atOnce.incrementAndGet()).isEqualTo(1);
            begun.countDown();
            await(added);
            atOnce.decrementAndGet();
            runs.countDown();
        });
        queue.add(KEY);
        await(begun);
        queue.add(KEY);
        queue.add(KEY);
        added.countDown();
        await(runs);
    }

    @Test
    void keysAreWorkedOnSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        KeyedQueue queue = workers.queue("test", key -> {
            both.countDown();
            await(both);
        });
        queue.add(KEY);
        queue.add(new Key("default", "other"));
        await(both);
    }

    @Test
    void aConflictIsTriedAgain() {
        CountDownLatch tries = new CountDownLatch(3);
        KeyedQueue queue = workers.queue("test", key -> {
            tries.countDown();
            if (tries.getCount() > 0) {
                throw new ApiError(409, "Conflict", "somebody was faster");
            }
        });
        queue.add(KEY);
        await(tries);
    }

    @Test
    void ofSeveralAlarmsTheEarliestCounts() {
        CountDownLatch ran = new CountDownLatch(1);
        KeyedQueue queue = workers.queue("test", key -> ran.countDown());
        queue.addAfter(KEY, Duration.ofHours(1));
        queue.addAfter(KEY, Duration.ZERO);
        queue.addAfter(KEY, Duration.ofHours(2));
        await(ran);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
