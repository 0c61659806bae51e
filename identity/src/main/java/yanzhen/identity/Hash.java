package yanzhen.identity;

/** 散列: texts as numbers that seldom meet (FNV-1a, then the finish of SplitMix64). */
final class Hash {

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    static long of(String text) {
        return of(BASIS, text);
    }

    static long of(long begin, String text) {
        long hash = begin;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * PRIME;
        }
        return mixed(hash);
    }

    static long mixed(long value) {
        long it = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        it = (it ^ (it >>> 27)) * 0x94d049bb133111ebL;
        return it ^ (it >>> 31);
    }
}
