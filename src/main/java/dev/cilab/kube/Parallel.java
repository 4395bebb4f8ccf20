package dev.cilab.kube;

import dev.cilab.exec.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Asks many things at once; the answers come in the order of the questions. */
final class Parallel {

    private Parallel() {}

    @FunctionalInterface
    interface Question<T, R> {
        R ask(T about) throws Unreachable;
    }

    static <T, R> List<R> map(List<T> items, Question<T, R> question) throws Unreachable {
        List<FutureTask<R>> tasks = items.stream()
                .map(item -> new FutureTask<>(() -> question.ask(item)))
                .toList();
        tasks.forEach(Thread::startVirtualThread);
        List<R> answers = new ArrayList<>();
        for (FutureTask<R> task : tasks) {
            answers.add(result(task));
        }
        return answers;
    }

    private static <R> R result(FutureTask<R> task) throws Unreachable {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Unreachable unreachable -> throw unreachable;
                case RuntimeException error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("discovery", "interrupted", e);
        }
    }
}
