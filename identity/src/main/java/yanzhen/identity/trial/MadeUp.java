package yanzhen.identity.trial;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.identity.Listing;

/**
 * A made-up organisation.
 *
 * @param bracketed whether its place stands in brackets after the trade
 * @param former name that it had; null without one
 */
record MadeUp(
        String place,
        String word,
        String trade,
        boolean group,
        String form,
        String branch,
        boolean bracketed,
        String code,
        String address,
        @Nullable String former) {

    String name() {
        var own = word + trade + (group ? "集团" : "");
        return bracketed ? own + "（" + place + "）" + form + branch : place + own + form + branch;
    }

    /** As the register says it. */
    Listing listing() {
        var names = new ArrayList<String>();
        names.add(name());
        if (former != null) {
            names.add(former);
        }
        return new Listing(List.copyOf(names), code, address);
    }

    MadeUp called(String otherPlace, String otherWord, String otherTrade) {
        return new MadeUp(
                otherPlace,
                otherWord,
                otherTrade,
                group,
                form,
                branch,
                bracketed,
                code,
                address,
                former);
    }

    MadeUp of(boolean asGroup, String otherForm, String otherBranch) {
        return new MadeUp(
                place,
                word,
                trade,
                asGroup,
                otherForm,
                otherBranch,
                bracketed,
                code,
                address,
                former);
    }

    MadeUp at(String otherCode, String otherAddress, @Nullable String otherFormer) {
        return new MadeUp(
                place,
                word,
                trade,
                group,
                form,
                branch,
                bracketed,
                otherCode,
                otherAddress,
                otherFormer);
    }
}
