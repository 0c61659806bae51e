package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.kernel.Problems;

/** 年度: the years that can be reported, the last closed one first. */
@Component
class ReportYears {

    private static final int OFFERED = 6;

    private final Clock clock;

    ReportYears(Clock clock) {
        this.clock = clock;
    }

    int last() {
        return LocalDate.now(clock).getYear() - 1;
    }

    List<Integer> offered() {
        int last = last();
        return IntStream.range(0, OFFERED).mapToObj(back -> last - back).toList();
    }

    /** The year that was asked for where it is one of them, else the last one. */
    int orLast(@Nullable Integer asked) {
        return asked == null || !offered().contains(asked) ? last() : asked;
    }

    /** Adds a problem when the year is none of them. */
    void check(int year, Problems problems) {
        if (!offered().contains(year)) {
            problems.add("", null, "year", String.valueOf(year), "report-year");
        }
    }
}
