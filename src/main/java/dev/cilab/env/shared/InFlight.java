package dev.cilab.env.shared;

import dev.cilab.exec.Unreachable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Questions that are being asked. Who asks the same while the answer is on its way gets that answer; nothing is kept after it came. */
final class InFlight {

    /** A question to a node or a cluster. */
    @FunctionalInterface
    interface Question<T> {

        T ask() throws Unreachable;
    }

    private final Map<Object, CompletableFuture<Object>> asked = new ConcurrentHashMap<>();

    /** @param key equal for the same question; @throws Unreachable what the question threw, whoever asked it */
    @SuppressWarnings("unchecked") // equal keys name the same question, whose answer has one type
    <T> T ask(Object key, Question<T> question) throws Unreachable {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> first = asked.putIfAbsent(key, mine);
        if (first != null) {
            return (T) await(first);
        }
        try {
            T answer = question.ask();
            asked.remove(key, mine);
            mine.complete(answer);
            return answer;
        } catch (Unreachable | RuntimeException | Error e) {
            asked.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static Object await(CompletableFuture<Object> answer) throws Unreachable {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Unreachable unreachable -> throw unreachable;
                case RuntimeException refused -> throw refused;
                default -> throw new CompletionException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("cilab", "interrupted while waiting for an answer", e);
        }
    }
}
