package dev.cilab.env.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whoAsksTheSameMeanwhileGetsTheSameAnswer() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        InFlight.Question<Integer> question = () -> {
            waiting.countDown();
            await(answer);
            return asked.incrementAndGet();
        };
        Thread first = Thread.ofVirtual().start(() -> quietly(question));
        waiting.await();
        Thread second = Thread.ofVirtual().start(() -> {
            quietly(() -> {
                throw new IllegalStateException("asked twice");
            });
        });
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        answer.countDown();
        first.join();
        second.join();

        assertThat(asked).hasValue(1);
    }

    @Test
    void anAnswerIsNotKept() throws Unreachable {
        assertThat(inFlight.<Integer>ask("key", asked::incrementAndGet)).isEqualTo(1);
        assertThat(inFlight.<Integer>ask("key", asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void otherQuestionsAreAskedAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        List<Outcome<String, Integer>> outcomes = Parallel.map(
                List.of("a", "b"),
                key -> inFlight.ask(key, () -> {
                    both.countDown();
                    await(both);
                    return asked.incrementAndGet();
                }));

        assertThat(outcomes).allMatch(Outcome::ok);
    }

    @Test
    void aFailureIsToldAndNotKept() throws Unreachable {
        assertThatThrownBy(() -> inFlight.ask("key", () -> {
                    throw new Unreachable("node", "gone");
                }))
                .isInstanceOf(Unreachable.class)
                .hasMessage("gone");
        assertThat(inFlight.<String>ask("key", () -> "back")).isEqualTo("back");
    }

    private void quietly(InFlight.Question<Integer> question) {
        try {
            inFlight.ask("key", question);
        } catch (Unreachable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
