package yanzhen.app.cluster.store;

import yanzhen.app.site.TableRow;

/** Reads the rows of one uploaded table; the sound ones wait in the database. */
interface Waiting {

    void take(TableRow row);

    /** Writes what is still in memory. */
    void flush();
}
