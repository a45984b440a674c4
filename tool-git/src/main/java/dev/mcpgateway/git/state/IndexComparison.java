package dev.mcpgateway.git.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.sha1.SHA1;

import dev.mcpgateway.git.call.GitPath;
import dev.mcpgateway.git.repository.Reading;
import dev.mcpgateway.git.repository.WorkTree;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Compares each file the index names with the one on disk: first by size and time, as git does, and by content where
 * those do not decide. No filter is run; where line ends may be converted, the converted content counts, too.
 */
final class IndexComparison {
    private final Reading reading;
    private final WorkTree tree;
    private final Disk disk;
    private final DirCache index;
    private final StatusList found;
    private final boolean lineEndings;
    private final Instant indexWritten;
    private final Map<String, Boolean> folders = new HashMap<>();

    IndexComparison(Reading reading, WorkTree tree, Disk disk, DirCache index, StatusList found) throws IOException {
        this.reading = reading;
        this.tree = tree;
        this.disk = disk;
        this.index = index;
        this.found = found;
        boolean attributes = index.findEntry(Constants.DOT_GIT_ATTRIBUTES) >= 0;
        lineEndings = tree.lineEndings() || attributes;
        indexWritten = Files.exists(tree.index())
                ? Files.getLastModifiedTime(tree.index()).toInstant()
                : Instant.EPOCH;
    }

    void run() throws IOException {
        for (int i = 0; i < index.getEntryCount() && !found.endIfFullOrLate(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            boolean looked = entry.getStage() == 0
                    && !entry.isAssumeValid()
                    && !entry.isSkipWorkTree()
                    && entry.getFileMode() != FileMode.GITLINK;
            if (looked) {
                compare(entry);
            }
        }
    }

    private void compare(DirCacheEntry entry) throws IOException {
        byte[] path = entry.getRawPath();
        Optional<PosixFileAttributes> file = inRealFolders(path) ? disk.attributes(path) : Optional.empty();
        if (file.isEmpty()) {
            found.changed(GitPath.display(path), "deleted");
        } else if (entry.isIntentToAdd()) {
            found.changed(GitPath.display(path), "added");
        } else if (isOtherType(entry, file.get())) {
            // git calls a folder in the place of a file a deletion
            found.changed(GitPath.display(path), file.get().isDirectory() ? "deleted" : "type_changed");
        } else if (modeDiffers(entry, file.get()) || contentDiffers(entry, file.get())) {
            found.changed(GitPath.display(path), "modified");
        }
    }

    private static boolean isOtherType(DirCacheEntry entry, PosixFileAttributes file) {
        return entry.getFileMode() == FileMode.SYMLINK ? !file.isSymbolicLink() : !file.isRegularFile();
    }

    private boolean modeDiffers(DirCacheEntry entry, PosixFileAttributes file) {
        boolean executable = file.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
        return tree.fileMode()
                && file.isRegularFile()
                && executable != (entry.getFileMode() == FileMode.EXECUTABLE_FILE);
    }

    private boolean contentDiffers(DirCacheEntry entry, PosixFileAttributes file) throws IOException {
        if (unchangedSinceAdded(entry, file)) {
            return false;
        }
        if (file.isSymbolicLink()) {
            return !entry.getObjectId().equals(hash(disk.linkTarget(entry.getRawPath())));
        }
        boolean sizeDecides = entry.getLength() != 0 && entry.getLength() != (int) file.size();
        if (sizeDecides && !lineEndings) {
            return true;
        }
        ObjectId stored = entry.getObjectId();
        return !stored.equals(hashOnDisk(entry.getRawPath(), file))
                && !(lineEndings && stored.equals(hashWithoutReturns(entry.getRawPath(), file)));
    }

    private boolean unchangedSinceAdded(DirCacheEntry entry, BasicFileAttributes file) {
        Instant added = entry.getLastModifiedInstant();
        Instant now = file.lastModifiedTime().toInstant();
        boolean sameTime = added.getNano() == 0 ? added.getEpochSecond() == now.getEpochSecond() : added.equals(now);
        boolean sameSize = entry.getLength() == (int) file.size();
        // A file changed in the moment the index was written may look the same and not be.
        return sameTime && sameSize && added.isBefore(indexWritten.minusMillis(20));
    }

    private ObjectId hashOnDisk(byte[] path, BasicFileAttributes file) throws IOException {
        SHA1 sha = SHA1.newInstance();
        sha.update(header(file.size()));
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = disk.open(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                reading.budget().check();
                sha.update(buffer, 0, read);
            }
        }
        return sha.toObjectId();
    }

    private ObjectId hashWithoutReturns(byte[] path, BasicFileAttributes file) throws IOException {
        if (file.size() > reading.limits().blobBytes()) {
            return ObjectId.zeroId();
        }
        byte[] content;
        try (InputStream in = disk.open(path)) {
            content = in.readNBytes(reading.limits().blobBytes());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
        for (int i = 0; i < content.length; i++) {
            boolean beforeNewline = content[i] == '\r' && i + 1 < content.length && content[i + 1] == '\n';
            if (!beforeNewline) {
                out.write(content[i]);
            }
        }
        return hash(out.toByteArray());
    }

    private static ObjectId hash(byte[] content) {
        SHA1 sha = SHA1.newInstance();
        sha.update(header(content.length));
        sha.update(content);
        return sha.toObjectId();
    }

    private static byte[] header(long size) {
        return ("blob " + size + '\0').getBytes(US_ASCII);
    }

    /** Whether every folder on the way is one, not a link to one. */
    private boolean inRealFolders(byte[] path) throws IOException {
        for (byte[] parent : Untracked.parents(path)) {
            String key = GitPath.display(parent);
            Boolean real = folders.get(key);
            if (real == null) {
                real = disk.attributes(parent).filter(a -> a.isDirectory()).isPresent();
                folders.put(key, real);
            }
            if (!real) {
                return false;
            }
        }
        return true;
    }
}
