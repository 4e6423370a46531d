package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every wait here would last for ever if a wake-up were lost; the time limit is what fails then. */
@Isolated("it sets a system property, and counts the threads of the whole JVM")
@Timeout(300)
class TeamTest {
    private static final long ALL = Long.MAX_VALUE;

    private static List<Thread> threads() {
        List<Thread> threads = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("lamina-")) {
                threads.add(thread);
            }
        }
        return threads;
    }

    private static void awaitNoThreads() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(20_000);
        }
        assertThat(threads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sharesCoverEverythingOnceInOrder(int count) {
        int[] sizes = {0, 1, 2, 7, 16, 17, 1000, Integer.MAX_VALUE - 40};
        int[][] bounds = new int[count][2 * 2 * sizes.length];
        try (Team team = Team.of(count)) {
            team.run(
                    member -> {
                        int[] own = bounds[member.index()];
                        for (int i = 0; i < sizes.length; i++) {
                            own[4 * i] = member.from(sizes[i]);
                            own[4 * i + 1] = member.to(sizes[i]);
                            own[4 * i + 2] = member.from(sizes[i], 16);
                            own[4 * i + 3] = member.to(sizes[i], 16);
                        }
                    },
                    ALL);
        }
        for (int i = 0; i < sizes.length; i++) {
            for (int unit : new int[] {1, 16}) {
                int at = 4 * i + (unit == 1 ? 0 : 2);
                int end = 0;
                for (int[] own : bounds) {
                    assertThat(own[at]).isEqualTo(end);
                    assertThat(own[at] % unit == 0 || own[at] == sizes[i]).isTrue();
                    assertThat(own[at + 1]).isGreaterThanOrEqualTo(own[at]);
                    end = own[at + 1];
                }
                assertThat(end).isEqualTo(sizes[i]);
            }
        }
    }

    /** Each member reads what its neighbour wrote before the barrier, in many rounds of many short jobs. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void whatWasWrittenBeforeABarrierIsReadBehindIt(int count) {
        int rounds = 20;
        int[] cells = new int[count * 16];
        AtomicInteger wrong = new AtomicInteger();
        Team.Job job = member -> {
            int own = member.index() * 16;
            int neighbour = (member.index() + 1) % count * 16;
            for (int round = 0; round < rounds; round++) {
                cells[own]++;
                member.await();
                if (cells[neighbour] != cells[own]) {
                    wrong.incrementAndGet();
                }
                member.await();
            }
        };
        try (Team team = Team.of(count)) {
            for (int step = 1; step <= 2000; step++) {
                team.run(job, ALL);
                assertThat(cells[(step % count) * 16]).isEqualTo(step * rounds);
            }
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void whatAMemberThrowsReachesTheCallerAndTheTeamGoesOn() {
        try (Team team = Team.of(4)) {
            for (int culprit = 0; culprit < 4; culprit++) {
                int failing = culprit;
                AtomicInteger behind = new AtomicInteger();
                assertThatThrownBy(() -> team.run(
                                member -> {
                                    member.await();
                                    if (member.index() == failing) {
                                        throw new IllegalArgumentException("label " + failing);
                                    }
                                    member.await();
                                    behind.incrementAndGet();
                                },
                                ALL))
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessage("label " + failing);
                assertThat(behind).hasValue(0);
                AtomicIntegerArray seen = new AtomicIntegerArray(4);
                team.run(
                        member -> {
                            member.await();
                            seen.incrementAndGet(member.index());
                        },
                        ALL);
                assertThat(seen).hasToString("[1, 1, 1, 1]");
            }
        }
    }

    @Test
    void ofSeveralFailuresThatOfTheLowestMemberIsThrown() {
        try (Team team = Team.of(3)) {
            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> team.run(
                                member -> {
                                    if (member.index() > 0) {
                                        throw new AssertionError(member.index());
                                    }
                                    member.await();
                                },
                                ALL))
                        .isExactlyInstanceOf(AssertionError.class)
                        .hasMessage("1");
            }
        }
    }

    @Test
    void closingEndsTheThreadsAndTheNextJobStartsThemAgain() throws InterruptedException {
        awaitNoThreads();
        Team team = Team.of(3);
        assertThat(threads()).isEmpty();
        for (int i = 0; i < 50; i++) {
            team.run(Member::await, ALL);
            assertThat(threads()).hasSizeGreaterThanOrEqualTo(2).allMatch(Thread::isDaemon);
            team.close();
        }
        awaitNoThreads();
    }

    @Test
    void threadsWithoutAJobEndByThemselves() throws InterruptedException {
        Team team = Team.of(3);
        for (int i = 0; i < 3; i++) {
            team.run(Member::await, ALL);
            assertThat(threads()).hasSizeGreaterThanOrEqualTo(2);
            awaitNoThreads();
        }
    }

    /** A thread that is about to end must not miss a job: the pauses lie around the time after which threads end. */
    @Test
    void aJobThatComesAsThreadsEndIsDone() throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            int pause = 990 + i / 2;
            Thread caller = new Thread(() -> {
                Team team = Team.of(2);
                for (int job = 0; job < 3; job++) {
                    team.run(Member::await, ALL);
                    try {
                        Thread.sleep(pause);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                team.run(member -> done.incrementAndGet(), ALL);
            });
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(done).hasValue(80);
    }

    @Test
    void twoCallersAtATimeAreRefused() throws InterruptedException {
        try (Team team = Team.of(2)) {
            AtomicInteger refused = new AtomicInteger();
            team.run(
                    member -> {
                        if (member.isFirst()) {
                            assertThatThrownBy(() -> team.run(Member::await, ALL))
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessageContaining("another thread uses this team of 2 threads");
                            refused.incrementAndGet();
                        }
                    },
                    ALL);
            assertThat(refused).hasValue(1);
        }
    }

    @Test
    void anInterruptNeitherEndsAJobNorGetsLost() {
        try (Team team = Team.of(2)) {
            AtomicInteger arrived = new AtomicInteger();
            Thread.currentThread().interrupt();
            team.run(
                    member -> {
                        if (!member.isFirst()) {
                            pause(5);
                        }
                        member.await();
                        arrived.incrementAndGet();
                    },
                    ALL);
            assertThat(arrived).hasValue(2);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void littleWorkStaysOnTheCaller() {
        String before = System.getProperty("lamina.threads");
        System.setProperty("lamina.threads", "3");
        try (Team team = Team.ofDefaultSize()) {
            AtomicInteger members = new AtomicInteger();
            team.run(member -> members.incrementAndGet(), 1000);
            assertThat(members).hasValue(1);
            team.run(member -> members.incrementAndGet(), ALL);
            assertThat(members).hasValue(4);
        } finally {
            restore(before);
        }
    }

    @Test
    void sizesAreChecked() {
        assertThatThrownBy(() -> Team.of(0)).hasMessage("threads must be at least 1, but is 0");
        String before = System.getProperty("lamina.threads");
        for (String wrong : List.of("0", "two", "")) {
            System.setProperty("lamina.threads", wrong);
            try {
                assertThatThrownBy(Team::ofDefaultSize)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("the system property lamina.threads must be a number from 1 on, but is \"" + wrong
                                + "\"");
            } finally {
                restore(before);
            }
        }
    }

    private static void restore(String property) {
        if (property == null) {
            System.clearProperty("lamina.threads");
        } else {
            System.setProperty("lamina.threads", property);
        }
    }
}
