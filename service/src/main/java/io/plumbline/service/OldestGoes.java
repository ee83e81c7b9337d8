package io.plumbline.service;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.io.Connection;

/**
 * Bounds the connections of the admin port. Beyond the bound the oldest connection is closed, so that new clients are
 * answered: a probe or a scrape takes milliseconds, so an old connection is stuck or idle.
 */
final class OldestGoes implements Connection.Listener {

    static final int AT_MOST = 256;

    private final Set<Connection> open = new LinkedHashSet<>();

    @Override
    public void onOpened(Connection connection) {
        added(connection).ifPresent(Connection::close);
    }

    private synchronized Optional<Connection> added(Connection connection) {
        open.add(connection);
        if (open.size() <= AT_MOST) {
            return Optional.empty();
        }
        Iterator<Connection> byAge = open.iterator();
        Connection oldest = byAge.next();
        byAge.remove();
        return Optional.of(oldest);
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        open.remove(connection);
    }
}
