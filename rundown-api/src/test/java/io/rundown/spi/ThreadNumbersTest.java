package io.rundown.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** The numbers by which threads find their slots. */
class ThreadNumbersTest {

    @Test
    void numberOfAThreadIsItsId() {
        Thread thread = new Thread(() -> {});
        assertEquals((int) thread.getId(), ThreadView.number(thread));
    }

    @Test
    void threadThatLiesAboutItsIdIsNotAsked() {
        Thread first = new LyingThread();
        Thread second = new LyingThread();
        assertEquals(first.getId(), second.getId());
        assertNotEquals(ThreadView.number(first), ThreadView.number(second));
        assertEquals(ThreadView.number(first), ThreadView.number(first));
    }

    private static final class LyingThread extends Thread {

        @Override
        public long getId() {
            return 7;
        }
    }
}
