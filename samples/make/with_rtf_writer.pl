# A sample made with RTF::Writer, a Perl library: Rich Text Format that was named .docx. With the library installed:
#
#     perl samples/make/with_rtf_writer.pl samples/rtf-writer
use strict;
use utf8;
use warnings;
use File::Path qw(make_path);
use RTF::Writer;

my ($folder) = @ARGV;
make_path($folder);
my $rtf = RTF::Writer->new_to_file("$folder/Mulhouse.docx");
$rtf->prolog(title => 'Fiche');

# The lines of a cell: its paragraphs, or lines broken by hand.
sub lines {
    my ($between, @lines) = @_;
    my @parts = map { ($between, $_) } @lines;
    return [ @parts[1 .. $#parts] ];
}

my $columns = RTF::Writer::TableRowDecl->new(widths => [ 2600, 6400 ]);
my $by_hand = \'\line ';
my $paragraph = \'\par\intbl ';

# Labels of a variant, numbered domains, two sites on one line, two labelled numbers, tabs after typed marks.
$rtf->paragraph('Fiche « Bonne pratique » - (Mulhouse)');
$rtf->table(
    $columns,
    [ 'Nom de la ville', 'Mulhouse' ],
    [ 'Localisation', 'Haut-Rhin (68), à 30 km de Bâle' ],
    [ 'Domaine(s) concerné(s)', lines($by_hand, '1) Mobilité', '2) Renouvellement urbain') ],
    [ 'Population', '110 514 hab. (au 01/01/2015)' ],
    [ 'Site Internet', 'en français : http://www.mulhouse.example ; en anglais : http://www.mulhouse.example/uk' ],
    [
        'Contact :',
        lines(
            $paragraph,
            'M. Émile Doller, DGA (ligne directe : 03 53 01 62 10 ; standard : 03 53 01 62 00)',
            'emile.doller@mulhouse.example ou mobilites@mulhouse.example',
        ),
    ],
);
$rtf->paragraph('Points essentiels de la politique novatrice déployée :');
$rtf->paragraph("–\tLe tram-train relie la vallée au centre sans changement.");
$rtf->paragraph("–\tLes anciennes filatures accueillent des ateliers partagés.");
$rtf->paragraph("*\tChaque façade peinte est choisie par ses voisins.");
$rtf->paragraph('(Mise à jour du 12/06/2015)');
$rtf->paragraph('Communiqué conjoint entre la France et le Japon : ce qu’il faut en retenir');
$rtf->paragraph('Les deux pays tiennent aux jumelages et à la coopération décentralisée.');
$rtf->close;
