package yanzhen.app.access;

import java.util.function.Supplier;

/**
 * 公开视角: asks as a visitor would, whoever asks. For what is about to be shown to everybody: what
 * row-level security keeps from a visitor cannot get into it.
 */
public interface Openly {

    /**
     * Does the work as a visitor: inside of the transaction at hand, on its connection; in one of
     * its own where there is none. Afterwards the transaction has the rights that it had before.
     */
    <T> T ask(Supplier<T> work);
}
