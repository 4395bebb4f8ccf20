package dev.cilab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {

    @Test
    void charactersSequencesAndALoneEscape() throws IOException {
        assertThat(keys("q\u001B[A\u001BOB\u001B[5~\u001B[1~\u001B[1;5C\t\r\u007F"))
                .containsExactly(
                        new Key.Character('q'),
                        Key.Special.UP,
                        Key.Special.DOWN,
                        Key.Special.PAGE_UP,
                        Key.Special.HOME,
                        Key.Special.RIGHT,
                        Key.Special.TAB,
                        Key.Special.ENTER,
                        Key.Special.BACKSPACE);
        assertThat(keys("\u001B")).containsExactly(Key.Special.ESCAPE);
    }

    @Test
    void aKeyRightAfterEscapeIsNotLost() throws IOException {
        assertThat(keys("\u001B:q"))
                .containsExactly(Key.Special.ESCAPE, new Key.Character(':'), new Key.Character('q'));
    }

    private static List<Key> keys(String typed) throws IOException {
        int[] at = {0};
        KeyDecoder decoder = new KeyDecoder(
                millis -> at[0] < typed.length() ? typed.charAt(at[0]++) : millis > 0 ? KeyDecoder.NOTHING : -1);
        List<Key> keys = new ArrayList<>();
        for (Optional<Key> key = decoder.next(); key.isPresent(); key = decoder.next()) {
            keys.add(key.get());
        }
        return keys;
    }
}
