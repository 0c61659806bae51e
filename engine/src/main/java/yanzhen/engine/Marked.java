package yanzhen.engine;

import java.util.Arrays;

/** Numbers that have been marked, each once, in the order of marking; cleared at their own cost. */
final class Marked {

    private final boolean[] is;
    private int[] numbers = new int[64];
    private int size;

    Marked(int all) {
        is = new boolean[all];
    }

    /** Whether it was not marked before. */
    boolean add(int number) {
        if (is[number]) {
            return false;
        }
        is[number] = true;
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
        return true;
    }

    int size() {
        return size;
    }

    int at(int place) {
        return numbers[place];
    }

    void sort() {
        Arrays.sort(numbers, 0, size);
    }

    void clear() {
        for (int place = 0; place < size; place++) {
            is[numbers[place]] = false;
        }
        size = 0;
    }
}
