package dev.cilab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptsTest {

    private final Io.Interrupts interrupts = new Io.Interrupts();
    private final List<String> told = new ArrayList<>();

    @Test
    void signals_are_heard_at_once_and_again_when_a_library_took_them() {
        interrupts.heed();
        interrupts.heedBy(() -> told.add("heard"));
        interrupts.heed();

        assertThat(told).containsExactly("heard", "heard");
    }

    @Test
    void who_listened_last_is_told_first_and_who_listens_no_more_is_not_told() {
        interrupts.listen(() -> told.add("first"));
        try (Io.Interrupts.Listening second = interrupts.listen(() -> told.add("second"))) {
            interrupts.raise();
        }
        interrupts.raise();

        assertThat(told).containsExactly("second", "first", "first");
    }
}
