package yanzhen.app.chain.supply;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import yanzhen.engine.Shock;

/** 样本: the scenarios that are worked out, in this order; a scenario is made when it is its turn. */
public final class Sample {

    private final List<Integer> numbers;
    private final IntFunction<Shock> shock;

    /** Scenarios by the numbers that they are shown under. */
    Sample(List<Integer> numbers, IntFunction<Shock> shock) {
        this.numbers = numbers;
        this.shock = shock;
    }

    public int size() {
        return numbers.size();
    }

    int number(int at) {
        return numbers.get(at);
    }

    List<Shock> shocks() {
        return new Shocks();
    }

    private final class Shocks extends AbstractList<Shock> implements RandomAccess {
        @Override
        public Shock get(int at) {
            return shock.apply(numbers.get(at));
        }

        @Override
        public int size() {
            return numbers.size();
        }
    }
}
