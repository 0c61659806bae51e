package yanzhen.app.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import yanzhen.app.plan.Figure.Qualifier;

/** 公开读数: a value of an indicator from public figures alone, with how it was reached. */
public sealed interface PublicReading {

    /** In the unit of the indicator. */
    BigDecimal value();

    /** The figures that it rests on. */
    List<Figure> figures();

    /** 直接公布: the published value itself. */
    record Published(Figure figure) implements PublicReading {
        @Override
        public BigDecimal value() {
            return figure.value();
        }

        @Override
        public List<Figure> figures() {
            return List.of(figure);
        }
    }

    /** 相加: the published parts of one day, added up; nobody has said whether they overlap. */
    record RawSum(BigDecimal value, List<Figure> figures) implements PublicReading {
        public RawSum {
            figures = List.copyOf(figures);
        }
    }

    /** 相除: one published value over another of the same period. */
    record Quotient(BigDecimal value, Figure numerator, Figure denominator)
            implements PublicReading {
        @Override
        public List<Figure> figures() {
            return List.of(numerator, denominator);
        }
    }

    /** The day that the value is about: the latest of its figures. */
    default LocalDate day() {
        return figures().stream().map(Figure::asOf).max(LocalDate::compareTo).orElseThrow();
    }

    /** The least exact qualifier among its figures. */
    default Qualifier qualifier() {
        var all = figures().stream().map(Figure::qualifier).toList();
        if (all.contains(Qualifier.ABOUT)) {
            return Qualifier.ABOUT;
        }
        if (all.contains(Qualifier.MORE_THAN)) {
            return Qualifier.MORE_THAN;
        }
        return all.contains(Qualifier.INTERIM) ? Qualifier.INTERIM : Qualifier.EXACT;
    }

    /** Whether one of its figures is not confirmed yet. */
    default boolean unconfirmed() {
        return figures().stream()
                .anyMatch(it ->
                        it.source().confidence()
                                == yanzhen.app.kernel.SourceNote.Confidence.GENERAL_KNOWLEDGE);
    }
}
