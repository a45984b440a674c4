package dev.mcpgateway.git.repository;

import java.io.IOException;

import org.eclipse.jgit.attributes.AttributesNodeProvider;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Budget;

/**
 * One repository as one call sees it. Whatever part of JGit works for the call gets its objects from here, so that each
 * of them passes the call's time limit and cancellation, and no blob over the limit is ever loaded by anybody.
 */
final class CallRepository extends Repository {
    private final Repository shared;
    private final Budget budget;

    CallRepository(BaseRepositoryBuilder<?, ?> paths, Repository shared, Budget budget) {
        super(paths);
        this.shared = shared;
        this.budget = budget;
    }

    @Override
    public ObjectReader newObjectReader() {
        return new Metered(shared.newObjectReader(), budget);
    }

    @Override
    public ObjectDatabase getObjectDatabase() {
        return shared.getObjectDatabase();
    }

    @Override
    public RefDatabase getRefDatabase() {
        return shared.getRefDatabase();
    }

    @Override
    public StoredConfig getConfig() {
        return shared.getConfig();
    }

    @Override
    public String getIdentifier() {
        return shared.getIdentifier();
    }

    @Override
    public AttributesNodeProvider createAttributesNodeProvider() {
        return shared.createAttributesNodeProvider();
    }

    @Override
    public void scanForRepoChanges() throws IOException {
        shared.scanForRepoChanges();
    }

    @Override
    public void create(boolean bare) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public void notifyIndexChanged(boolean internal) {
        throw new UnsupportedOperationException("read only");
    }

    // Abstract and deprecated in the parent; there is nothing of ours to inline.
    @SuppressWarnings("InlineMeSuggester")
    @Override
    @Deprecated
    public @Nullable ReflogReader getReflogReader(String refName) {
        return null;
    }

    @Override
    public void close() {
        // The shared repository stays open.
    }

    private static final class Metered extends ObjectReader.Filter {
        private final ObjectReader reader;
        private final Budget budget;

        Metered(ObjectReader reader, Budget budget) {
            this.reader = reader;
            this.budget = budget;
        }

        @Override
        protected ObjectReader delegate() {
            return reader;
        }

        @Override
        public ObjectReader newReader() {
            return new Metered(reader.newReader(), budget);
        }

        @Override
        public ObjectLoader open(AnyObjectId id) throws IOException {
            return open(id, OBJ_ANY);
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int typeHint) throws IOException {
            budget.check();
            // Commits and trees keep JGit's own bounds; of a blob the size is known without unpacking it.
            if (typeHint == Constants.OBJ_BLOB) {
                long size = reader.getObjectSize(id, typeHint);
                if (size > budget.limits().blobBytes()) {
                    throw new LargeObjectException.ExceedsLimit(budget.limits().blobBytes(), size);
                }
            }
            return reader.open(id, typeHint);
        }
    }
}
