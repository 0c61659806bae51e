package yanzhen.identity;

import java.util.List;

/** A listing with everything taken apart once. */
record Prepared(List<Named> names, String code, boolean codePasses, Address address) {

    /**
     * A name and the tokens of its core.
     *
     * @param ownWord how many tokens stand before the first common word: the 字号
     */
    record Named(Name name, List<String> tokens, int ownWord) {

        private static final int MOST_TOKENS = 40;

        static Named of(String written) {
            var name = Name.of(written);
            var tokens = name.tokens();
            var kept = List.copyOf(tokens.subList(0, Math.min(MOST_TOKENS, tokens.size())));
            return new Named(name, kept, ownWord(name.core(), kept));
        }

        private static int ownWord(String core, List<String> tokens) {
            int place = 0;
            for (int at = 0; at < tokens.size(); at++) {
                place = core.indexOf(tokens.get(at), place);
                if (at > 0 && Lexicon.COMMON.lengthAt(core, place) > 1) {
                    return at;
                }
                place += tokens.get(at).length();
            }
            return tokens.size();
        }
    }

    static Prepared of(Listing listing) {
        var code = listing.code() == null ? "" : Code.folded(listing.code());
        return new Prepared(
                listing.names().stream().distinct().map(Named::of).toList(),
                code,
                Code.passes(code),
                listing.address() == null ? Address.NONE : Address.of(listing.address()));
    }
}
