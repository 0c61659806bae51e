package yanzhen.app.site;

/**
 * 提醒铃: a sign in the head of every page for those who are logged in, with how many things wait for
 * them. A module makes a bean of it.
 */
public interface Bell {

    /** Most that is counted: beyond it the sign says "and more". */
    long MOST = 100;

    /**
     * Of its messages: {@code bell.<key>} is its name when nothing waits, {@code bell.<key>.some}
     * takes the number, {@code bell.<key>.many} takes the largest that is counted.
     */
    String key();

    /** Where the things are looked at. */
    String path();

    /** How many wait for the viewer, no more than {@link #MOST}; asked once for each page. */
    long count();
}
