package dev.mcpgateway.git.repository;

import java.io.IOException;
import java.util.Optional;

import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

import dev.mcpgateway.git.call.Budget;
import dev.mcpgateway.git.call.Limits;
import dev.mcpgateway.git.call.Refused;
import dev.mcpgateway.git.call.Revision;

/** One repository, open for one call. Not for several threads. */
public final class Reading implements AutoCloseable {
    private final ServedRepository served;
    private final Repository jgit;
    private final Budget budget;
    private final RevWalk walk;

    Reading(ServedRepository served, Repository jgit, Budget budget) {
        this.served = served;
        this.jgit = jgit;
        this.budget = budget;
        walk = new RevWalk(jgit);
        walk.setRetainBody(false);
    }

    public String name() {
        return served.name();
    }

    public Budget budget() {
        return budget;
    }

    public Limits limits() {
        return budget.limits();
    }

    /** Everything JGit does through this passes the call's budget. */
    public Repository jgit() {
        return jgit;
    }

    /** Parses commits without keeping their messages; for those use {@link RevWalk#parseBody}. */
    public RevWalk walk() {
        return walk;
    }

    public ObjectReader objects() {
        return walk.getObjectReader();
    }

    /** The work tree and what may be believed of its configuration; empty for a bare repository. */
    public Optional<WorkTree> workTree() {
        return served.workTree()
                .map(root -> new WorkTree(
                        root,
                        served.layout().gitDir().resolve("index"),
                        served.layout().commonDir().resolve("info/exclude"),
                        served.config().fileMode(),
                        served.config().lineEndings()));
    }

    public RevCommit commit(Revision revision) throws IOException {
        RevObject object = walk.peel(object(revision));
        if (object instanceof RevCommit commit) {
            return commit;
        }
        throw new Refused(
                "'" + revision.text() + "' is no commit but a " + Constants.typeString(object.getType()) + ".");
    }

    /** What the revision names, a tag not followed. */
    public RevObject object(Revision revision) throws IOException {
        try {
            ObjectId id = jgit.resolve(revision.text());
            if (id != null) {
                return walk.parseAny(id);
            }
        } catch (AmbiguousObjectException e) {
            throw new Refused("'" + revision.text() + "' begins more than one object id. Give more digits.");
        } catch (RevisionSyntaxException | IncorrectObjectTypeException e) {
            throw new Refused("'" + revision.text() + "' cannot be followed to an object.");
        }
        if (revision.equals(Revision.HEAD)) {
            throw new Refused("The repository '" + name() + "' has no commit on HEAD yet.");
        }
        throw new Refused("There is no '" + revision.text() + "' in the repository '" + name()
                + "'. git_branches and git_tags list what there is.");
    }

    /** An id out of a cursor. */
    public RevCommit commit(ObjectId id) throws IOException {
        return walk.parseCommit(id);
    }

    @Override
    public void close() {
        walk.close();
    }
}
